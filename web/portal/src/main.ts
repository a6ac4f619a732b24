// Entry of the build: the sheet and the script of customer pages.
import './portal.css';
import './portal';
