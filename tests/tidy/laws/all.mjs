// SPDX-License-Identifier: AGPL-3.0-or-later
// Every law, each {name, check(tree) → what is broken}.
import { core, no_skip, no_sleep } from './core.mjs';
import { functions, headers, left_behind, length, spdx, words } from './form.mjs';
import { beast, layers, links } from './layers.mjs';
import { activities, codes, document_links, listed, mutations, scenarios } from './whole.mjs';

export const laws = {
  layers,
  links,
  beast,
  core,
  no_sleep,
  no_skip,
  length,
  functions,
  spdx,
  headers,
  left_behind,
  words,
  listed,
  codes,
  activities,
  scenarios,
  document_links,
  mutations,
};
