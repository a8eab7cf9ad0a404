/** The keys of the home screen: what is handled, what its foot shows and what its help lists. */
import {answering, askingForModel, askingForName} from './home-beginning.ts';
import {filtering, keepFilter, typing} from './home-filtering.ts';
import {forking} from './home-forking.ts';
import type {HomeKey} from './home-key.ts';
import {leaving, leavingAnywhere} from './home-leaving.ts';
import {looking, moving, otherList} from './home-moving.ts';
import {ofFiles, ofRuns, opening} from './home-starting.ts';

/** Those that the foot shows come first, in its order. */
export const homeKeys: readonly HomeKey[] = [
	opening,
	keepFilter,
	...answering,
	otherList,
	...askingForModel,
	...filtering,
	leaving,
	askingForName,
	...ofRuns,
	...forking,
	...ofFiles,
	...leavingAnywhere,
	...moving,
	...typing,
	...looking,
];
