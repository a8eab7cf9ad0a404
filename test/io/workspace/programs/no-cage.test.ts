import {expect, test} from 'vitest';
import {explainNoCage} from '../../../../source/io/workspace/programs/no-cage.ts';

test.each([
	['prlimit: failed to execute bwrap: No such file or directory', 'apt install bubblewrap'],
	['setpriv: failed to execute prlimit: No such file or directory', 'util-linux'],
	['Command failed with ENOENT: setpriv --reuid 65534\nspawn setpriv ENOENT', 'setpriv is not installed'],
	['bwrap: No permissions to create new namespace', 'No permissions to create new namespace'],
	['bwrap: setting up uid map: Permission denied', 'user namespaces'],
])('the lack of a cage is explained with what mends it: %s', (said, remedy) => {
	expect(explainNoCage(said)).toContain(remedy);
});
