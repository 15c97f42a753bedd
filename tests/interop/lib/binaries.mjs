// What is judged, and where it lies after `dotnet build`.
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

export const repository = path.resolve(import.meta.dirname, '../../..');

const built = (...parts) => path.join(repository, 'artifacts/build/bin', ...parts);

export const emulator = built('AtlasEmulator/debug/AtlasEmulator.dll');
export const localEngine = built('LocalEngine/debug/LocalEngine.dll');

/** PEERING_PLUGIN names another executable, for instance the one that is packaged for users. */
export const plugin = process.env.PEERING_PLUGIN
  ? path.resolve(process.env.PEERING_PLUGIN)
  : built('Peering.Provider/debug/pulumi-resource-peering.dll');

/** The executable that an engine finds on PATH. */
export const pluginExecutable = plugin.replace(/\.dll$/, process.platform === 'win32' ? '.exe' : '');

/** Command and arguments that run a binary: a library needs `dotnet`. */
export const runs = (file, ...args) => (file.endsWith('.dll') ? ['dotnet', [file, ...args]] : [file, args]);

/** Where the runtime lies: an executable that brings none along does not look at PATH for it. */
export function dotnetRoot() {
  const names = process.platform === 'win32' ? ['dotnet.exe'] : ['dotnet'];
  const found = (process.env.PATH ?? '').split(path.delimiter)
    .flatMap(folder => names.map(name => path.join(folder, name))).find(existsSync);
  if (!found) throw new Error('There is no dotnet on PATH; install the .NET 10 SDK.');
  return path.dirname(realpathSync(found));
}

/** The files that are missing, so that a run can say so before anything starts. */
export const missing = () => [plugin, pluginExecutable, emulator, localEngine].filter(file => !existsSync(file));
