/** How to begin, for somebody whose folder holds nothing yet. */
import type {Line} from '../text/line.ts';
import type {Offers} from './offers.ts';
import {fact, listNames, paragraph, type Room} from './preview.ts';

/** What the app is, in three rows where the width allows. */
export function welcome(room: Room): Line[] {
	return [
		...paragraph('OrchestrAI runs pipelines of language-model modules under your eye.', room, 'accent'),
		...paragraph(
			'A pipeline is a YAML file that says which module’s output feeds which; what is ready runs side by side.',
			room,
		),
		...paragraph(
			'You read, edit, redo or approve every output before anything consumes it; no answer that came is asked for again.',
			room,
		),
	];
}

/** The ways to begin, each with its key. `model`: what answers, if anything does. */
export function waysToBegin(room: Room, {model, local}: Pick<Offers, 'model' | 'local'>): Line[] {
	return [
		...fact('demo', 'Enter on it: a whole run on recorded answers.', room),
		...fact('pipeline', 'n: one of your own, in ./pipelines/NAME.yml.', room),
		...(model === null
			? [
					...fact('key', 'i: typed unseen (or orchestrai login).', room),
					...fact('local', `m: ${saysOf(local)}`, room),
				]
			: []),
		...fact('runs', 'kept in ./runs; they go on after a crash.', room),
	];
}

function saysOf(local: Offers['local']): string {
	if (local === null) return 'Ollama, LM Studio or llama.cpp on this machine.';
	if (local.length === 0) return 'no Ollama, LM Studio or llama.cpp answers now.';
	return `${local
		.map(({title, models}) =>
			models.length === 0 ? `${title} answers, without a model` : `${title} has ${listNames(models, 3)}`,
		)
		.join('; ')}.`;
}
