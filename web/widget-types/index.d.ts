// What Sahay's chat widget gives to the page that carries it. The loader itself is compiled against these declarations.

/** What the panel shows when it is opened. */
export type SahayView = 'home' | 'chat' | 'report';

/** The calls of `window.Sahay`; there once the script has run. */
export interface SahayApi {
  /** Opens the panel. "home" goes on where the visitor was when they have an unread answer. */
  open(view?: SahayView): void;
  /** Closes the panel; the focus returns to the button. */
  close(): void;
  /** Reserved: a signed token that says who the visitor is. */
  identify(jwt: string): void;
}

/** The attributes of the script tag, as its `dataset` has them: `data-on-color` is `onColor`. */
export interface SahayScriptData {
  /** Name of the button; "Help" unless told. */
  readonly label?: string;
  /** en, bn or ru; else the page's language, then the browser's. */
  readonly lang?: string;
  /** light, dark or auto. */
  readonly theme?: string;
  /** Colour of the button, and of what stands on it. */
  readonly color?: string;
  readonly onColor?: string;
  /** "left": the lower left corner. */
  readonly position?: string;
  /** Distance from the edges in px; 20 unless told. */
  readonly offset?: string;
  /** Paths without the button: "/checkout,/admin". */
  readonly hide?: string;
  /** Where to go when the panel does not load; the desk's contact page unless told. */
  readonly fallback?: string;
}

declare global {
  interface Window {
    /** Not there before the script has run, and never where it was blocked. */
    Sahay?: SahayApi;
  }
}
