/** Finds a pipeline's earlier runs by name, before anything of them is read. */
import {fileNameOf} from './file-name.ts';
import {listRunFolders, type RunFolder} from './run-folder.ts';

/** So many of the newest runs are looked at: what is older says little of today. */
const newest = 20;

/**
 * The folders whose ids name this pipeline, the newest first; only the header of a log is proof. `except`: ids of
 * runs that are left out. Rejects when the folder of runs cannot be listed.
 */
export async function newestRunsOf(
	runsDir: string,
	pipeline_name: string,
	except: readonly string[],
): Promise<RunFolder[]> {
	const name = fileNameOf(pipeline_name);
	const folders = await listRunFolders(runsDir);
	return folders.filter(({id}) => !except.includes(id) && isOf(id, name)).slice(0, newest);
}

/** `2026-11-22_14-03-11_NAME`, perhaps with the number of a second one. */
function isOf(id: string, name: string): boolean {
	const own = id.slice('2026-11-22_14-03-11_'.length);
	return own === name || (own.startsWith(`${name}-`) && /^\d+$/.test(own.slice(name.length + 1)));
}

/** Whether a log's first line says that it is of this pipeline, and laid out by lines. */
export function isHeaderOf(bytes: Buffer, pipeline_name: string): boolean {
	return (
		bytes.subarray(0, 12).toString() === '{"version":1' &&
		bytes.includes(`"pipeline_name":${JSON.stringify(pipeline_name)},`)
	);
}
