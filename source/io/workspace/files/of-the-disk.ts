import {faultCode} from '../../memory/file-fault.ts';

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
