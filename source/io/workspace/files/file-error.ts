import {faultCode} from '../../memory/file-fault.ts';

const sentences: Record<string, string> = {
	EACCES: 'the system does not allow it',
	EPERM: 'the system does not allow it',
	EROFS: 'the disk is read-only',
	ENOSPC: 'the disk is full',
	EDQUOT: 'the disk quota is used up',
	EIO: 'the disk reports an input/output error',
	ENAMETOOLONG: 'its name is too long here',
	EMFILE: 'too many files are open',
	ENFILE: 'too many files are open on this machine',
};

/** What the file system said, as a reason that reads on after “refused because”. */
export function explainFileError(error: unknown): string {
	return sentences[faultCode(error) ?? ''] ?? (error as Error).message;
}

const ofTheDisk: ReadonlySet<string> = new Set([
	'EACCES',
	'EDQUOT',
	'EIO',
	'EMFILE',
	'ENFILE',
	'ENOSPC',
	'EPERM',
	'EROFS',
]);

/** Whether it says nothing of this file: another would fare no better, and this one may do well later. */
export function isOfTheDisk(error: unknown): boolean {
	return ofTheDisk.has(faultCode(error) ?? '');
}
