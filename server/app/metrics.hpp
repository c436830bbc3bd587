// SPDX-License-Identifier: AGPL-3.0-or-later
// What is counted, for operators; names and numbers only, never anything of a palabre.
#pragma once

#include <map>
#include <memory>
#include <string>

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

namespace palabre::app {

class Metrics {
 private:
  std::unique_ptr<prometheus::Registry> registry_;

 public:
  Metrics();

  prometheus::Gauge& lines;  ///< open lines that said hello
  prometheus::Gauge& rooms;  ///< palabres held in memory
  prometheus::Counter& turns;
  prometheus::Counter& appended;       ///< entries written to the log
  prometheus::Counter& conflicts;      ///< appends that came second
  prometheus::Counter& append_faults;  ///< appends that the log could not do
  prometheus::Counter& whole_views;    ///< sent because a phone had no position, or too old a one
  prometheus::Counter& resyncs;        ///< whole views asked for by a phone that had one already
  prometheus::Counter& founded;
  prometheus::Counter& restored;      ///< entries put back into a log that had lost them
  prometheus::Counter& orphans;       ///< entries on the side of a fork that does not hold
  prometheus::Counter& left;          ///< closed palabres that left the log
  prometheus::Counter& brought_back;  ///< and came back into it
  prometheus::Counter& set_aside;     ///< orphans that could not be decided again
  prometheus::Histogram& decide_seconds;
  prometheus::Histogram& append_seconds;

  /// Refusals by their code; what people type never becomes a name here.
  void refused(const std::string& code);
  /// A room's log that was mended: how it was found, and how many entries it cost.
  void repaired(const std::string& found, std::size_t restored, std::size_t orphans);
  /// The Prometheus text format.
  std::string text() const;

 private:
  prometheus::Family<prometheus::Counter>& refusals_;
  std::map<std::string, prometheus::Counter*> refused_;
  prometheus::Family<prometheus::Counter>& repairs_;
};

}  // namespace palabre::app
