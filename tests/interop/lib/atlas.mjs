// The emulated Atlas in a process of its own, and the hand that moves its other side.
import { randomBytes } from 'node:crypto';
import { emulator, runs } from './binaries.mjs';
import { Started } from './processes.mjs';

export class Atlas {
  #process;

  static async start(speed = 'fast') {
    const atlas = new Atlas();
    atlas.#process = new Started(runs(emulator, '--speed', speed));
    await atlas.#process.said(/\/_emulator\/requests/);
    /** What its lines would export into a shell. */
    atlas.environment = Object.fromEntries(
      [...atlas.#process.stdout.matchAll(/^export (\w+)='?([^'\n]*)'?$/gm)].map(([, name, value]) => [name, value]));
    atlas.url = atlas.environment.MONGODB_ATLAS_BASE_URL;
    atlas.project = atlas.environment.MONGODB_ATLAS_PROJECT_ID;
    return atlas;
  }

  /** The provider's configuration that reaches it. */
  get config() {
    return {
      baseUrl: this.url, projectId: this.project,
      publicKey: this.environment.MONGODB_ATLAS_PUBLIC_API_KEY,
      privateKey: this.environment.MONGODB_ATLAS_PRIVATE_API_KEY,
    };
  }

  async control(method, path, body) {
    const answer = await fetch(`${this.url}/_emulator/${path}`, {
      method, ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** A project of its own, so that tests on one emulator do not meet. */
  async newProject() {
    const id = randomBytes(12).toString('hex');
    await this.control('POST', 'projects', { id });
    return id;
  }

  content(project) {
    return this.control('GET', `projects/${project}`);
  }

  newContainer(project, fields = {}) {
    return this.control('POST', `projects/${project}/containers`,
      { providerName: 'AWS', regionName: 'US_EAST_1', atlasCidrBlock: '192.168.248.0/21', ...fields });
  }

  /** A peering that exists already; PENDING_ACCEPTANCE stays until `peers/{id}/accept`. */
  newPeer(project, fields = {}) {
    return this.control('POST', `projects/${project}/peers`, {
      providerName: 'AWS', accepterRegionName: 'us-east-1', awsAccountId: '123456789012',
      vpcId: 'vpc-0a1b2c3d4e5f67890', routeTableCidrBlock: '10.0.0.0/16', status: 'AVAILABLE', ...fields,
    });
  }

  /** The requests so far whose path fits. */
  async requests(pattern) {
    return (await this.control('GET', 'requests')).filter(request => pattern.test(request.path));
  }

  stop() {
    return this.#process.stop();
  }
}
