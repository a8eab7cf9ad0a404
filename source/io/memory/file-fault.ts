import {constants} from 'node:os';

const words: Record<string, string> = {
	EACCES: 'permission denied',
	EDQUOT: 'the disk quota is used up',
	EEXIST: 'it exists already',
	EFBIG: 'the file may not grow any further',
	EIO: 'the disk reports an input/output error',
	EISDIR: 'it is a folder',
	ELOOP: 'its links lead in a circle',
	EMFILE: 'too many files are open',
	ENAMETOOLONG: 'the name is too long',
	ENFILE: 'too many files are open on this machine',
	ENOENT: 'there is no such file or folder',
	ENOSPC: 'the disk is full',
	ENOTDIR: 'a part of the path is not a folder',
	EPERM: 'it is not permitted',
	EROFS: 'the file system is read-only',
	ESTALE: 'the file server does not know it any more',
	ETXTBSY: 'it is being run',
};

/** The system's code of an error, such as `ENOSPC`; null for errors of another kind. */
export function faultCode(error: unknown): string | null {
	if (!(error instanceof Error)) return null;
	const {code, errno} = error as NodeJS.ErrnoException;
	// Node has no name for some, such as a quota that is used up; the system has.
	if (code === 'UNKNOWN' || code?.startsWith('Unknown system error')) return nameOf(errno) ?? code;
	return typeof code === 'string' ? code : null;
}

function nameOf(errno: number | undefined): string | null {
	return Object.entries(constants.errno).find(([, number]) => number === -(errno ?? 0))?.[0] ?? null;
}

/** Why a file operation failed, in words for the middle of a sentence. */
export function describeFault(error: unknown): string {
	const code = faultCode(error);
	const known = code === null ? undefined : words[code];
	if (known) return `${known} (${code})`;
	return error instanceof Error ? error.message : String(error);
}
