// SPDX-License-Identifier: AGPL-3.0-or-later
// The way into the pages.
import { render } from 'preact';

const place = document.getElementById('app');
if (place) render(<h1>Palabre</h1>, place);
