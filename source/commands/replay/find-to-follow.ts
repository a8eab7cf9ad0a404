import {untilBegun} from '../../io/memory/follow-recording.ts';
import {isWritten} from '../../io/memory/is-written.ts';
import {listBeginning, listRunFolders} from '../../io/memory/run-folder.ts';
import {type Surroundings, UsageError} from '../command.ts';

/**
 * What there is to follow: the run that is named, or else the newest that somebody runs. One that is about to begin is
 * waited for, until the signal aborts. Null if nothing runs. Throws a `UsageError` when a run was not begun after all.
 */
export async function findToFollow(
	named: string | null,
	runsDir: string,
	{stderr}: Surroundings,
	signal: AbortSignal,
): Promise<string | null> {
	const beginning = (await listBeginning(runsDir)).find(({id}) => named === null || id.startsWith(named));
	if (beginning === undefined) return named ?? firstWritten(runsDir);
	stderr.write(`${beginning.id} is about to begin: it is waited for.\n`);
	if (await untilBegun(beginning, signal)) return beginning.path;
	throw new UsageError(`${beginning.id} did not begin: whoever made it has left.`);
}

async function firstWritten(runsDir: string): Promise<string | null> {
	for (const {path, log} of await listRunFolders(runsDir)) if (await isWritten(log)) return path;
	return null;
}
