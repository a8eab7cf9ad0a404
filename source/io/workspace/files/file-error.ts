const sentences: Record<string, string> = {
	EACCES: 'the system does not allow it',
	EPERM: 'the system does not allow it',
	EROFS: 'the disk is read-only',
	ENOSPC: 'the disk is full',
	EDQUOT: 'the disk quota is used up',
	ENAMETOOLONG: 'its name is too long here',
	EMFILE: 'too many files are open',
};

/** What the file system said, as a reason that reads on after “refused because”. */
export function explainFileError(error: unknown): string {
	const {code, message} = error as NodeJS.ErrnoException;
	return (code !== undefined && sentences[code]) || message;
}
