import {systemPath} from './sandbox.ts';

/**
 * Runs one of the system's own tools, such as chmod, told nothing of the person's environment. Whether it succeeded;
 * with `must` it rejects where it did not.
 */
export async function runSystemTool(
	name: string,
	args: readonly string[],
	{must = false}: {must?: boolean} = {},
): Promise<boolean> {
	const {execa} = await import('execa');
	const {failed} = await execa(name, args, {reject: must, env: systemPath, extendEnv: false});
	return !failed;
}
