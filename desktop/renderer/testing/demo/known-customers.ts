/** Whom the sample till finds by name. */
export const customers = [
  { id: 'k-1', name: 'Hannah Whitcombe', text: 'Bath' },
  { id: 'k-2', name: 'Harriet Doyle', text: 'Frome' },
  { id: 'k-3', name: 'Idris Haddad', text: 'Bristol' },
];
