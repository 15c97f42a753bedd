using AtlasEmulator.Auth;

namespace AtlasEmulator;

/// <summary>What the program prints when it is up: how to reach it, as whom, and how to be the other side.</summary>
internal static class Welcome
{
    public static string Text(Emulator emulator)
    {
        var url = emulator.BaseUrl.ToString().TrimEnd('/');
        var projects = emulator.Control.Projects;
        return $"""
            # MongoDB Atlas emulator at {url} (projects: {string.Join(", ", projects)}). Ctrl+C ends it.
            export MONGODB_ATLAS_BASE_URL={url}
            export MONGODB_ATLAS_PROJECT_ID={projects[0]}

            # API key (these credentials are constants of the emulator and open nothing else)
            export MONGODB_ATLAS_PUBLIC_API_KEY='{DemoCredentials.Key.PublicKey}'
            export MONGODB_ATLAS_PRIVATE_API_KEY='{DemoCredentials.Key.PrivateKey}'
            # or a service account
            #export MONGODB_ATLAS_CLIENT_ID='{DemoCredentials.Account.ClientId}'
            #export MONGODB_ATLAS_CLIENT_SECRET='{DemoCredentials.Account.ClientSecret}'
            # or an access token
            #export MONGODB_ATLAS_ACCESS_TOKEN='{DemoCredentials.Token.Token}'
            # a key that may only read
            #export MONGODB_ATLAS_PUBLIC_API_KEY='{DemoCredentials.ReadOnlyKey.PublicKey}'
            #export MONGODB_ATLAS_PRIVATE_API_KEY='{DemoCredentials.ReadOnlyKey.PrivateKey}'

            # The other side:
            #   curl {url}/_emulator/projects/{projects[0]}
            #   curl -X POST {url}/_emulator/peers/PEER_OR_PCX_ID/accept
            #   curl -X POST {url}/_emulator/projects/{projects[0]}/peers -d '{"{"}"count":9{"}"}'
            #   curl -X POST {url}/_emulator/step              (with --speed manual)
            #   curl {url}/_emulator/requests

            """;
    }
}
