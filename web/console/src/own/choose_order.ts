// The order that a reader chooses: kept for the view that is open, and as a view keeps it.
import type { Order } from '../inbox/order';
import { listView, orderKey } from '../state/list';
import { prefs, setPrefs } from '../state/prefs';

const most = 100;

export function chooseOrder(order: Order): void {
  const { [orderKey(listView.value)]: _, ...others } = prefs.value.orders;
  setPrefs({ orders: Object.fromEntries([...Object.entries(others), [orderKey(listView.value), order]].slice(-most)) });
}
