import {stat} from 'node:fs/promises';
import {join} from 'node:path';

export function venvPython(venv: string): string {
	return process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');
}

export async function hasVenv(venv: string): Promise<boolean> {
	return stat(venvPython(venv)).then(
		() => true,
		() => false,
	);
}
