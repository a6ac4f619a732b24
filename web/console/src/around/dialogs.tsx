// One part for the three: whichever is opened first brings it.
import { aroundOpen } from '../shell/open';
import HistoryDialog from './history_dialog';
import ReadersDialog from './readers_dialog';
import RenameDialog from './rename_dialog';

export default function AroundDialog() {
  switch (aroundOpen.value) {
    case 'history': return <HistoryDialog />;
    case 'readers': return <ReadersDialog />;
    default: return <RenameDialog />;
  }
}
