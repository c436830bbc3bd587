// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/log_rules.hpp"

namespace palabre::store {

Result<void> check_size(const std::vector<app::StoredEntry>& entries) {
  if (entries.size() > app::append_entries_max)
    return refuse("too_large", {{"entries", entries.size()}, {"max", app::append_entries_max}});
  for (const app::StoredEntry& entry : entries) {
    const std::size_t bytes = entry.header.size() + entry.facts.size() + entry.words.size();
    if (bytes > app::entry_bytes_max)
      return refuse("too_large", {{"bytes", bytes}, {"max", app::entry_bytes_max}});
  }
  return {};
}

Result<void> check_size(const std::string& blob) {
  if (blob.size() > app::blob_bytes_max)
    return refuse("too_large", {{"bytes", blob.size()}, {"max", app::blob_bytes_max}});
  return {};
}

}  // namespace palabre::store
