import type {Surroundings} from '../command.ts';
import {makePipeline} from '../new/new-pipeline.ts';

/** Makes it as `orchestrai new pipeline` does, and says so. Throws a sentence. */
export async function newPipeline(name: string, template: string, around: Surroundings): Promise<string> {
	const {path, unequipped} = await makePipeline(name, template, around);
	const next = `${path} is there: Enter runs it, E opens it in your editor.`;
	return unequipped === null ? next : `${next} ${unequipped}`;
}
