import {type MadeKind, readFileName} from '../../core/pipeline/file-name.ts';
import {UsageError} from '../command.ts';

/** The name without an ending that was typed along. Throws a `UsageError` where no file of it would be found. */
export function checkedName(kind: MadeKind, typed: string): string {
	const read = readFileName(kind, typed);
	if ('problem' in read) throw new UsageError(read.problem);
	return read.name;
}
