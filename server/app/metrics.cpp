// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/metrics.hpp"

#include <prometheus/text_serializer.h>

namespace palabre::app {
namespace {

constexpr std::size_t codes_max = 256;  // codes are ours; a bound all the same

prometheus::Counter& counter(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add({});
}

prometheus::Gauge& gauge(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

prometheus::Histogram& seconds(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildHistogram().Name(name).Help(help).Register(registry).Add(
      {},
      prometheus::Histogram::BucketBoundaries{
          0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5});
}

}  // namespace

Metrics::Metrics()
    : registry_(std::make_unique<prometheus::Registry>()),
      lines(gauge(*registry_, "palabre_lines", "Open lines that said hello")),
      rooms(gauge(*registry_, "palabre_rooms", "Palabres held in memory")),
      turns(counter(*registry_, "palabre_turns_total", "Turns taken")),
      appended(counter(*registry_, "palabre_entries_appended_total", "Entries written")),
      conflicts(counter(*registry_, "palabre_append_conflicts_total", "Appends that came second")),
      append_faults(
          counter(*registry_, "palabre_append_faults_total", "Appends that the log could not do")),
      whole_views(counter(*registry_, "palabre_whole_views_total", "Whole views sent")),
      resyncs(counter(
          *registry_, "palabre_resyncs_total", "Whole views asked for by a phone that had one")),
      founded(counter(*registry_, "palabre_founded_total", "Palabres founded")),
      restored(
          counter(*registry_, "palabre_entries_restored_total", "Entries put back into the log")),
      orphans(counter(*registry_, "palabre_orphans_total", "Entries of a fork, decided again")),
      left(counter(*registry_, "palabre_closed_left_total", "Closed palabres that left the log")),
      brought_back(counter(*registry_,
                           "palabre_closed_brought_back_total",
                           "Closed palabres brought back into the log")),
      set_aside(counter(*registry_, "palabre_set_aside_total", "Orphans that were set aside")),
      decide_seconds(seconds(*registry_, "palabre_decide_seconds", "Deciding one turn")),
      append_seconds(seconds(*registry_, "palabre_append_seconds", "Appending one turn")),
      refusals_(prometheus::BuildCounter()
                    .Name("palabre_refused_total")
                    .Help("Wishes refused, by code")
                    .Register(*registry_)),
      repairs_(prometheus::BuildCounter()
                   .Name("palabre_repairs_total")
                   .Help("Logs of rooms that were mended, by how they were found")
                   .Register(*registry_)) {
  for (const char* found : {"behind", "emptied", "forked"}) repairs_.Add({{"found", found}});
}

void Metrics::repaired(const std::string& found, std::size_t put_back, std::size_t decided_again) {
  repairs_.Add({{"found", found}}).Increment();
  restored.Increment(static_cast<double>(put_back));
  orphans.Increment(static_cast<double>(decided_again));
}

void Metrics::refused(const std::string& code) {
  auto at = refused_.find(code);
  if (at == refused_.end()) {
    if (refused_.size() >= codes_max) return;
    at = refused_.emplace(code, &refusals_.Add({{"code", code}})).first;
  }
  at->second->Increment();
}

std::string Metrics::text() const {
  return prometheus::TextSerializer().Serialize(registry_->Collect());
}

}  // namespace palabre::app
