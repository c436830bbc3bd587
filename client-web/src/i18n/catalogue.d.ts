// SPDX-License-Identifier: AGPL-3.0-or-later
// What vite.config.ts cuts out of protocol/catalogue for the faces.
declare module 'virtual:catalogue/*' {
  const catalogue: import('./t').Catalogue;
  export default catalogue;
}
