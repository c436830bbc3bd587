// SPDX-License-Identifier: AGPL-3.0-or-later
// What runs over the edge of a page, as its reader would notice it.

/// The elements that are wider than the page or cut off, by what they say; empty where all is well.
export function over_the_edge(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const named = (one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}`;
    const said = (one) => (one.textContent ?? '').trim().slice(0, 40);
    const found = [];
    if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const one of document.body.querySelectorAll('*')) {
      // Pictures may glow beyond their frame; what only screen readers hear has no place.
      if (one.closest('svg, .unseen, .screen') || one.closest('details:not([open]) > :not(summary)')) continue;
      const box = one.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      if (box.right > width + 1 || box.left < -1) found.push(`${named(one)} from ${box.left} to ${box.right}: ${said(one)}`);
      const { overflowX } = getComputedStyle(one);
      if (overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1) found.push(`${named(one)} cuts ${said(one)}`);
    }
    return found.slice(0, 5);
  });
}

/// What the screen would have to scroll for: nobody touches it.
export function beyond_the_screen(page) {
  return page.evaluate(() => {
    const found = [];
    for (const one of document.querySelectorAll('.screen, .screen > main, .screen .left, .screen .wall, .screen .ways-only, .screen .words-only')) {
      const name = one.getAttribute('class') ?? one.tagName;
      // Descenders reach below their line; a line that is lost is more than that.
      if (one.scrollHeight > one.clientHeight + 20) found.push(`${name} is ${one.scrollHeight} high in ${one.clientHeight}`);
      if (one.scrollWidth > one.clientWidth + 2) found.push(`${name} is ${one.scrollWidth} wide in ${one.clientWidth}`);
    }
    // Of a list there is less rather than half of a line.
    for (const one of document.querySelectorAll('.screen .newest li')) {
      const box = one.getBoundingClientRect();
      const list = one.closest('.left').getBoundingClientRect();
      if (box.left < list.right && box.top < list.bottom && box.bottom > list.bottom + 2) found.push(`cut off: ${one.textContent}`);
    }
    return found;
  });
}
