/** package.json and package-lock.json, changed where a release changes them and nowhere else. */

type Manifest = {version: string; private?: boolean; packages?: Record<string, {version?: string}>};

/** The version is set, and what keeps npm from publishing is taken away. */
export function releasedManifest(text: string, version: string): string {
	const manifest = JSON.parse(text) as Manifest;
	manifest.version = version;
	delete manifest.private;
	return print(manifest);
}

export function releasedLock(text: string, version: string): string {
	const lock = JSON.parse(text) as Manifest;
	lock.version = version;
	const own = lock.packages?.[''];
	if (own) own.version = version;
	return print(lock);
}

/** As npm prints them. */
function print(value: unknown): string {
	return `${JSON.stringify(value, null, 2)}\n`;
}
