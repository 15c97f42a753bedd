using Polly;
using Polly.Retry;

namespace Peering.Atlas;

/// <summary>Runs a call until <see cref="RetryPolicy"/> says it is final; Polly keeps the loop.</summary>
internal sealed class RetryLoop
{
    private static readonly ResiliencePropertyKey<Call> CallKey = new("peering.call");

    private readonly AtlasOptions _options;
    private readonly ResiliencePipeline _pipeline;

    public RetryLoop(AtlasOptions options)
    {
        _options = options;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = options.Clock }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue, // the policy bounds attempts by their reason
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is AtlasException { Settled: false } failure
                    && Again(arguments.Context, failure)),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(CallOf(arguments.Context).Decision.Delay),
            })
            .Build();
    }

    public async Task<T> RunAsync<T>(
        AtlasRequest request, Func<CancellationToken, Task<T>> attempt, CancellationToken cancel)
    {
        var context = ResilienceContextPool.Shared.Get(cancel);
        var call = new Call(request, _options.Clock.GetTimestamp());
        context.Properties.Set(CallKey, call);
        try
        {
            return await _pipeline.ExecuteAsync(
                async (current, state) => await state(current.CancellationToken), context, attempt);
        }
        catch (OperationCanceledException stopped) when (call.Last is not null)
        {
            // Whoever ran out of time learns what took it.
            var maybeExecuted = stopped is AtlasCancelledException { MaybeExecuted: true };
            throw new AtlasCancelledException(request.ToString(), maybeExecuted, cancel, call.Last);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool Again(ResilienceContext context, AtlasException failure)
    {
        var call = CallOf(context);
        call.Attempts++;
        call.Last = failure;
        failure.Attempts = call.Attempts;
        var facts = RetryFacts.Of(call.Request, call.Attempts, failure, _options.Clock.GetElapsedTime(call.Started));
        call.Decision = RetryPolicy.Decide(facts, _options.Retry, _options.Jitter());
        if (call.Decision.Again)
        {
            var (_, reason, delay) = call.Decision;
            _options.OnRetry?.Invoke(
                new RetryNotice(call.Request.ToString(), call.Attempts, reason, delay, failure.Message));
        }

        return call.Decision.Again;
    }

    private static Call CallOf(ResilienceContext context) => context.Properties.GetValue(CallKey, null!);

    private sealed class Call(AtlasRequest request, long started)
    {
        public AtlasRequest Request { get; } = request;
        public long Started { get; } = started;
        public int Attempts { get; set; }
        public AtlasException? Last { get; set; }
        public RetryDecision Decision { get; set; }
    }
}
