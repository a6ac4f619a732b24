// The order of the list, chosen from all there are; kept for this view and person.
import { Picker } from '@sahay/ui/picker';
import { t as consoleText } from '../i18n';
import { orderNames } from '../inbox/order';
import { listOrder } from '../state/list';
import { chooseOrder } from './choose_order';
import { t } from './texts';

export default function SortMenu({ anchor, onClose }: { anchor: HTMLElement; onClose(): void }) {
  return (
    <Picker
      anchor={anchor}
      label={t('own.order')}
      emptyLabel={consoleText('ui.nothing')}
      options={orderNames.map((value) => ({ value, label: t(`own.order.${value}`) }))}
      value={listOrder.value}
      onPick={chooseOrder}
      onClose={onClose}
    />
  );
}
