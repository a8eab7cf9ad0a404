const words: Record<string, string> = {
	EACCES: 'permission denied',
	EDQUOT: 'the disk quota is used up',
	EEXIST: 'it exists already',
	EIO: 'the disk reports an input/output error',
	EISDIR: 'it is a folder',
	EMFILE: 'too many files are open',
	ENAMETOOLONG: 'the name is too long',
	ENOENT: 'there is no such file or folder',
	ENOSPC: 'the disk is full',
	ENOTDIR: 'a part of the path is not a folder',
	EPERM: 'it is not permitted',
	EROFS: 'the file system is read-only',
};

/** The system's code of an error, such as `ENOSPC`; null for errors of another kind. */
export function faultCode(error: unknown): string | null {
	const code = error instanceof Error && 'code' in error ? error.code : null;
	return typeof code === 'string' ? code : null;
}

/** Why a file operation failed, in words for the middle of a sentence. */
export function describeFault(error: unknown): string {
	const code = faultCode(error);
	const known = code === null ? undefined : words[code];
	if (known) return `${known} (${code})`;
	return error instanceof Error ? error.message : String(error);
}
