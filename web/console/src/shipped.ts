// What the desk is delivered with has English titles in the database. As long as nobody renamed it, it is shown in the words of the
// reader. Views that say the same as a fixed view of the console are left out there.
import { t } from './i18n';

export function shippedTitle(title: string): string {
  switch (title) {
    case 'Your unsolved requests': return t('shipped.yours');
    case 'Unassigned requests': return t('shipped.unassigned');
    case 'Unassigned requests of your groups': return t('shipped.unassignedOfGroups');
    case 'All unsolved requests': return t('shipped.unsolved');
    case 'New requests': return t('shipped.new');
    case 'Pending requests': return t('shipped.pending');
    case 'Recently updated requests': return t('shipped.updated');
    case 'Recently solved requests': return t('shipped.solved');
    case 'Requests that stand still': return t('shipped.stuck');
    case 'Requests that are passed around': return t('shipped.bouncing');
    case 'Take it': return t('shipped.takeIt');
    case 'Customer does not answer': return t('shipped.noAnswer');
    case 'Assigns the request to you': return t('shipped.takeItHint');
    case 'Asks again and waits': return t('shipped.noAnswerHint');
    case 'Tell the assignee of an assignment': return t('shipped.tellAssignee');
    case 'Tell the group of a new request': return t('shipped.tellGroup');
    case 'Close requests four days after they were solved': return t('shipped.closeSolved');
    case 'Opening hours': return t('shipped.hours');
    case 'Default Ticket Form': return t('shipped.form');
    case 'Agent': return t('shipped.agent');
    case 'Light agent': return t('shipped.lightAgent');
    case 'Administrator': return t('shipped.administrator');
    case 'Scene 1: hard to reach': return t('shipped.scene1');
    case 'Scene 2: few channels': return t('shipped.scene2');
    case 'Scene 3: a mess of channels': return t('shipped.scene3');
    case 'Scene 4: no human face': return t('shipped.scene4');
    case 'Scene 5: no time given': return t('shipped.scene5');
    case 'Scene 6: office language': return t('shipped.scene6');
    case 'Scene 7: asked what was done already': return t('shipped.scene7');
    case 'Scene 8: no history': return t('shipped.scene8');
    case 'Scene 9: not caring': return t('shipped.scene9');
    case 'Scene 11: a machine in the way': return t('shipped.scene11');
    case 'Scene 12: selling to the angry': return t('shipped.scene12');
    case 'Offer the new scanner': return t('shipped.sellingMacro');
    case 'Withheld while the customer is not calm': return t('shipped.sellingMacroHint');
    default: return title;
  }
}

/** Which fixed view has the same tickets as a shipped one: title and conditions as they were delivered. */
const same: Record<string, string> = {
  'Your unsolved requests': 'less_than solved, current_user',
  'Unassigned requests': 'less_than solved, ',
};

interface Conditioned {
  title: string;
  conditions?: { all?: { operator: string; value: unknown }[]; any?: unknown[] } | null;
}

/** True for a view of the desk that repeats a fixed one and was not changed by anybody. */
export function repeatsFixedView(view: Conditioned): boolean {
  const expected = same[view.title];
  if (expected === undefined || !view.conditions) return false;
  const said = (view.conditions.all ?? []).map((each) => (each.operator === 'is' ? String(each.value) : `${each.operator} ${String(each.value)}`)).join(', ');
  return said === expected && (view.conditions.any ?? []).length === 0;
}
