// One part for all of them: whichever is opened first brings it.
import { aroundOpen } from '../shell/open';
import PrintDialog from '../print/print_dialog';
import HistoryDialog from './history_dialog';
import ReadersDialog from './readers_dialog';
import RenameDialog from './rename_dialog';

export default function AroundDialog() {
  switch (aroundOpen.value) {
    case 'history': return <HistoryDialog />;
    case 'readers': return <ReadersDialog />;
    case 'print': return <PrintDialog />;
    default: return <RenameDialog />;
  }
}
