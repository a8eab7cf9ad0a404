/** How to begin, for somebody whose folder holds nothing yet. */
import type {Line} from '../text/line.ts';
import {fact, paragraph, type Room} from './preview.ts';

/** What the app is, in three rows where the width allows. */
export function welcome(room: Room): Line[] {
	return [
		...paragraph('OrchestrAI runs pipelines of language-model modules under your eye.', room, 'accent'),
		...paragraph(
			'A pipeline is a YAML file that says which module’s output feeds which; what is ready runs side by side.',
			room,
		),
		...paragraph(
			'You read, edit, redo or approve every output before anything consumes it, and nothing is ever paid twice.',
			room,
		),
	];
}

/** The ways to begin. `answered`: there is a model to ask. */
export function waysToBegin(room: Room, {answered}: {answered: boolean}): Line[] {
	return [
		...fact('demo', 'a whole run on recorded answers: press Enter on it. It needs no key.', room),
		...fact('pipelines', 'yours go into ./pipelines/NAME.yml.', room),
		...(answered
			? []
			: fact(
					'a model',
					'orchestrai login, or OPENAI_API_KEY; or your own: orchestrai run NAME --base-url URL --model NAME.',
					room,
				)),
		...fact('runs', 'kept in ./runs; they go on after a crash.', room),
	];
}
