const packages: Record<string, string> = {
	bwrap:
		'bubblewrap is not installed. Debian and Ubuntu: `sudo apt install bubblewrap`; Fedora: `sudo dnf install bubblewrap`; Arch: `sudo pacman -S bubblewrap`.',
	prlimit: 'prlimit is not installed, so programs cannot be limited. Install the package util-linux.',
	setpriv: 'setpriv is not installed, so programs would run as root. Install the package util-linux.',
};

/** Why there is no cage and how to mend it, from the last line that the attempt printed. */
export function explainNoCage(said: string): string {
	const missing = /spawn (\w+) ENOENT|execute (\w+): No such file/.exec(said);
	const known = missing && packages[(missing[1] ?? missing[2])!];
	if (known) return known;
	return `bubblewrap is installed but cannot make a cage here (${said}). Often unprivileged user namespaces are off: \`sudo sysctl kernel.unprivileged_userns_clone=1\`, on Ubuntu \`sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0\`; in a container, allow them there.`;
}
