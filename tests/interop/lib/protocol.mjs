// The published stubs of Pulumi's protocol, and as little as possible around them.
import grpc from '@grpc/grpc-js';
import providerPb from '@pulumi/pulumi/proto/provider_pb.js';
import providerGrpc from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import enginePb from '@pulumi/pulumi/proto/engine_pb.js';
import engineGrpc from '@pulumi/pulumi/proto/engine_grpc_pb.js';
import pluginPb from '@pulumi/pulumi/proto/plugin_pb.js';
import statusPb from '@pulumi/pulumi/proto/status_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import structPb from 'google-protobuf/google/protobuf/struct_pb.js';

export { grpc, providerPb, providerGrpc, enginePb, engineGrpc, pluginPb };
export const { Empty } = emptyPb;
export const { Struct } = structPb;

/** What the engine itself sets; a proxy of the environment is no way to a port of this machine. */
export const channelOptions = {
  'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1, 'grpc.enable_http_proxy': 0,
};

export const SIGNATURE = '4dabf18193072939515e22adb298388d';
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
export const secret = value => ({ [SIGNATURE]: '1b47061264138c4ac30d75fd1eb44270', value });

/** A message with its fields set; a plain object becomes a Struct. */
export function message(Type, fields = {}) {
  const made = new Type();
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const isObject = value !== null && Object.getPrototypeOf(value) === Object.prototype;
    made[`set${name[0].toUpperCase()}${name.slice(1)}`](isObject ? Struct.fromJavaScript(value) : value);
  }
  return made;
}

/** A unary call as a promise; it fails with grpc-js's own error: code, details, metadata. */
export const call = (client, method, request, options = {}, metadata = new grpc.Metadata()) =>
  new Promise((done, fail) => client[method](request, metadata, options, (error, answer) =>
    (error ? fail(error) : done(answer))));

/** The error of a call that must fail. */
export async function refusal(calling) {
  const answer = await calling.then(got => ({ got }), error => ({ error }));
  if (!answer.error) throw new Error(`The call succeeded with ${JSON.stringify(answer.got.toObject())}.`);
  return answer.error;
}

/** The detail of a type that an error carries, if it does. */
export function detail(error, Type, name) {
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  const status = bytes && statusPb.Status.deserializeBinary(new Uint8Array(bytes));
  if (status && status.getCode() !== error.code) {
    throw new Error(`The status is ${error.code}, and in the details ${status.getCode()}.`);
  }
  return status?.getDetailsList().map(any => any.unpack(Type.deserializeBinary, name)).find(Boolean);
}
