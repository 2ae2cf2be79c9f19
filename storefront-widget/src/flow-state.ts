/**
 * `open`: being filled in. `paying`: the shop knows how it goes, and is asked. `leaving`: on the way to the payment page.
 * `action`: something has to be done there. `waiting`: somebody of the firm, or the shop, is to say yes. `refused`: the shop takes no checkout from this page.
 */
export type FlowState =
  | 'starting'
  | 'empty'
  | 'open'
  | 'waiting'
  | 'paying'
  | 'leaving'
  | 'action'
  | 'placed'
  | 'ended'
  | 'refused';
