import type {Attempt, Crew} from './crew.ts';

/** What to do about a command that cannot be run: it stands in the pipeline, or in a module of the person's own. */
export function changeCommand(
	{store, whereabouts}: Crew,
	{module, output_name}: Attempt,
	{command, usual}: {command: string; usual: 'run' | 'test' | 'install'},
): string {
	const debug = store.state().operations.get(output_name)?.operation.debug ?? {};
	const key = (['run', 'test', 'install'] as const).find(one => debug[one]?.trim() === command.trim());
	const where = whereabouts(module);
	if (key !== undefined || where === null) return `Change \`debug.${key ?? usual}\` in the pipeline.`;
	const place = where(new Error());
	return `Change it in the module \`${module}\`${place === null ? '' : `, at ${place}`}.`;
}
