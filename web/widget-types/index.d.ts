// What Sahay's chat widget gives to the page that carries it. The loader itself is compiled against these declarations.

/** What the panel shows when it is opened. */
export type SahayView = 'home' | 'chat' | 'report';

/** The calls of `window.Sahay`; there once the script has run. */
export interface SahayApi {
  /** Opens the panel. "home" goes on where the visitor was when they have an unread answer. */
  open(view?: SahayView): void;
  /** Closes the panel; the focus returns to the button. */
  close(): void;
  /**
   * Who the visitor is: a token that the site's own server signed (docs/admin/widget.md of Sahay). Again with a new one at any
   * time. What came of it is told by the event "sahay:identity".
   */
  identify(jwt: string): void;
  /** The visitor signed out: the identity, the conversation and all that the widget keeps on this device are gone. */
  forget(): void;
}

/** What the event "sahay:identity" of the window says of the visitor. */
export interface SahayIdentity {
  /** verified: they are who the token says. refused: the token does not hold, and they are nobody in particular. none: forgotten. */
  readonly state: 'verified' | 'refused' | 'none';
  /** Why it was refused. */
  readonly code?: 'malformed' | 'algorithm' | 'foreign' | 'no_end' | 'expired' | 'early' | 'too_long' | 'nobody' | 'nobody_here' | 'replayed' | 'failed';
  /** The same in words, in the visitor's language. */
  readonly description?: string;
  /** When the token ends, as ISO 8601. */
  readonly until?: string;
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
  /** "nothing": the widget stores nothing on the visitor's device. */
  readonly keep?: string;
  /** Where to go when the panel does not load; the desk's contact page unless told. */
  readonly fallback?: string;
}

declare global {
  interface Window {
    /** Not there before the script has run, and never where it was blocked. */
    Sahay?: SahayApi;
  }
  interface WindowEventMap {
    'sahay:identity': CustomEvent<SahayIdentity>;
  }
}
