/** Which wheel of uv goes into the installer of which system. Pure. */

/** electron-builder's own names, as they stand in `electron-builder.yml`. */
export type UvPlace = `${'linux' | 'mac' | 'win'}-${'x64' | 'arm64'}`;

/** The tags by which PyPI names the wheels. */
export const uvWheels: Readonly<Record<UvPlace, string>> = {
  'linux-x64': 'manylinux_2_17_x86_64',
  'linux-arm64': 'manylinux_2_17_aarch64',
  'mac-x64': 'macosx_10_12_x86_64',
  'mac-arm64': 'macosx_11_0_arm64',
  'win-x64': 'win_amd64',
  'win-arm64': 'win_arm64',
};

/** What the installers that are made on this system need: the one for macOS holds both programs. */
export function uvPlacesFor(platform: NodeJS.Platform, arch: string): readonly UvPlace[] {
  const cpu = arch === 'arm64' ? 'arm64' : 'x64';
  switch (platform) {
    case 'darwin':
      return ['mac-x64', 'mac-arm64'];
    case 'win32':
      return [`win-${cpu}`];
    default:
      return [`linux-${cpu}`];
  }
}

export function uvProgram(place: UvPlace): string {
  return place.startsWith('win-') ? 'uv.exe' : 'uv';
}
