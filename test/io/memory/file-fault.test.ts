import {constants} from 'node:os';
import {expect, test} from 'vitest';
import {describeFault} from '../../../source/io/memory/file-fault.ts';

const errno = -constants.errno.EDQUOT;

test.for(['UNKNOWN', `Unknown system error ${errno}`])(
	'A fault that Node has no name for is told by that of the system, where it is called %s too',
	code => {
		const error = Object.assign(new Error(`${code}: unknown error, write`), {code, errno});
		expect(describeFault(error)).toBe('the disk quota is used up (EDQUOT)');
	},
);
