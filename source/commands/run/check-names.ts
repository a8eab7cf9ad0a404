import type {Pipeline} from '../../core/pipeline/pipeline.ts';
import {suggest} from '../../core/pipeline/suggest.ts';
import {UsageError} from '../command.ts';
import type {RunFlags} from './flags.ts';

/** Refuses `--answer NAME=…` and `--model NAME=…` for what is no operation: they would have no effect. */
export function checkNames({operations}: Pipeline, {answers, models}: RunFlags): void {
	const names = operations.map(({output_name}) => output_name);
	const given = [
		...answers.map(({name}) => ({flag: '--answer', name})),
		...Object.keys(models).map(name => ({flag: '--model', name})),
	];
	const unknown = given.find(({name}) => !names.includes(name));
	if (unknown === undefined) return;
	const {flag, name} = unknown;
	const near = suggest(name, names);
	throw new UsageError(
		`${flag} names \`${name}\`, which is no operation of this pipeline.${near === null ? '' : ` Did you mean \`${near}\`?`} There are: ${names.join(', ')}.`,
	);
}
