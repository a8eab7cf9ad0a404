import type {Python} from '../programs/python.ts';
import {systemPath} from '../programs/sandbox.ts';

/**
 * Where an interpreter keeps the wheel of pip that it fills new environments from: the folder that its build was told,
 * its own, or Debian's.
 */
const question = `
import glob, os, sysconfig
try:
    import ensurepip
    own = os.path.join(os.path.dirname(ensurepip.__file__), "_bundled")
except ImportError:
    own = None
for folder in (sysconfig.get_config_var("WHEEL_PKG_DIR"), own, "/usr/share/python-wheels"):
    wheels = sorted(glob.glob(os.path.join(folder, "pip-*.whl"))) if folder else []
    if wheels:
        print(wheels[-1], end="")
        break
`;

/** The wheel of pip that comes with an interpreter, null where there is none. `wheel/pip` is a program of Python's. */
export async function findPipWheel(python: Python): Promise<string | null> {
	const {execa} = await import('execa');
	const {stdout, exitCode} = await execa(python.path, ['-I', '-c', question], {
		reject: false,
		timeout: 10_000,
		extendEnv: false,
		env: systemPath,
		stdin: 'ignore',
		maxBuffer: 10_000,
	});
	return exitCode === 0 && stdout !== '' ? stdout : null;
}
