import type {Scene} from '../scene.ts';
import {talk} from '../talk.ts';

/** The mistakes that are made most often, in one file. */
export const check: Scene = {
	name: 'check',
	title: '~/talks',
	files: {
		'talk.yml': talk
			.replace('module: scrutinizer', 'module: scrutiniser')
			.replace('inputs: [request, outline]', 'inputs: [request, outlines]')
			.replace('checkpoint: always', 'checkpoint: sometimes'),
	},
	play: stage => stage.command(['check', 'talk.yml'], {columns: 100, rows: 40}),
};

export const graphCommand: Scene = {
	name: 'graph-command',
	title: '~/talks',
	play: stage => stage.command(['graph', 'story'], {columns: 120, rows: 40}),
};
