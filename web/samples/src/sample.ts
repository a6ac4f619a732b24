import type { ComponentType } from 'preact';

export type Sample = ComponentType;
