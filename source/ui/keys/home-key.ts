import type {HomeActions} from '../home/actions.ts';
import type {HomeFacts, HomeMode} from '../home/home.ts';
import type {Key} from './key.ts';

/** The headings of the help of home. */
export const homeGroups = ['Start', 'Begin', 'Move', 'Look', 'Filter', 'Fork'] as const;

/** A key of the home screen. */
export type HomeKey = Key<HomeActions, HomeFacts, HomeMode, (typeof homeGroups)[number]>;

/** Where the lists have the keys. */
export const browse: readonly HomeMode[] = ['browse'];
/** Where an answer is typed. */
export const answered: readonly HomeMode[] = ['name', 'key'];
/** Where one of several is chosen. */
export const chosen: readonly HomeMode[] = ['template', 'local'];
