/** Every picture of the README and of docs/. */
import type {Scene} from '../scene.ts';
import {check, graphCommand} from './commands.ts';
import {debuggerStory, patch} from './debugger.ts';
import {graph} from './graph.ts';
import {home} from './home.ts';
import {module} from './module.ts';
import {preflight} from './preflight.ts';
import {replay} from './replay.ts';
import {edit, steering} from './steering.ts';
import {compare, review} from './talk.ts';

export const scenes: readonly Scene[] = [
	...[
		home,
		graph,
		review,
		edit,
		steering,
		patch,
		debuggerStory,
		replay,
		preflight,
		compare,
		module,
		check,
		graphCommand,
	],
];
