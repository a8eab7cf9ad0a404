import type {RunSettings} from '../../core/events.ts';
import type {Pipeline} from '../../core/pipeline/pipeline.ts';
import type {Model} from '../../core/ports.ts';
import {UsageError} from '../command.ts';
import {modelsOf} from './label.ts';
import type {Modules} from './plan.ts';

/** Refuses a run in which some operation's model cannot be asked at all, before anything is spent. */
export function checkModels(pipeline: Pipeline, modules: Modules, model: Model, settings: RunSettings): void {
	const obstacles = new Map<string, {remedy: string; operations: string[]}>();
	for (const {output_name, model: name} of modelsOf(pipeline, modules, model, settings)) {
		const obstacle = model.obstacle(name);
		if (obstacle === null) continue;
		const known = obstacles.get(obstacle.message) ?? {remedy: obstacle.remedy, operations: []};
		known.operations.push(output_name);
		obstacles.set(obstacle.message, known);
	}

	if (obstacles.size === 0) return;
	throw new UsageError(
		[...obstacles]
			.map(([message, {remedy, operations}]) => `${operations.join(', ')}: ${message}\n${remedy}`)
			.join('\n\n'),
	);
}
