using Microsoft.Extensions.DependencyInjection;
using Vigil.Domain.Accounts;
using Vigil.Server.Work;
using Vigil.Storage.Work;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Work;

public sealed class WorkPumpTests
{
    private static readonly AccountId Mine = AccountId.Parse("000000000001");

    [Fact]
    public async Task Work_that_fails_says_why_and_is_tried_again()
    {
        var worker = new Worker();
        await using var server = await StartAsync(worker);
        worker.Next.Enqueue(() => throw new WorkException("the registry is down"));
        worker.Next.Enqueue(() => null);
        var list = server.Services.GetRequiredService<WorkList>();
        list.Ask(new WorkItem("test", Mine, "a"));

        await LookAsync(server);
        Assert.Equal("the registry is down", Assert.Single(list.List("test", Mine)).Error);
        await LookAsync(server);
        Assert.Single(worker.Done);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await LookAsync(server);

        Assert.Equal(2, worker.Done.Count);
        Assert.Empty(list.List("test", Mine));
    }

    [Fact]
    public async Task One_place_is_free_for_what_somebody_waits_for()
    {
        var worker = new Worker();
        await using var server = await StartAsync(worker);
        var blocked = new TaskCompletionSource();
        var list = server.Services.GetRequiredService<WorkList>();
        foreach (var subject in new[] { "a", "b", "c", "d" })
        {
            list.Ask(new WorkItem("test", Mine, subject));
        }

        worker.Wait = blocked.Task;
        Task all = LookAsync(server);
        list.Ask(new WorkItem("test", Mine, "quick") { Lane = WorkLane.Interactive });
        all = Task.WhenAll(all, LookAsync(server));
        Assert.Equal(["a", "b", "quick"], list.List("test", Mine).Where(state => state.IsHeld).Select(state => state.Item.Subject));
        blocked.SetResult();
        await all;
    }

    [Fact]
    public async Task Work_that_recurs_is_due_again_when_it_says()
    {
        var worker = new Worker();
        await using var server = await StartAsync(worker);
        var again = server.Clock.GetUtcNow().AddHours(1);
        worker.Next.Enqueue(() => again);
        var list = server.Services.GetRequiredService<WorkList>();
        list.Ask(new WorkItem("test", Mine, "a"));
        await LookAsync(server);
        Assert.Equal(again, Assert.Single(list.List("test", Mine)).Item.DueAt);
    }

    private static async Task<RunningServer> StartAsync(Worker worker)
    {
        var server = await RunningServer.StartAsync(services => services.AddSingleton<IWorker>(worker), "--Vigil:Work:Parallel", "2");
        await server.DoWorkAsync(); // what every server begins with
        return server;
    }

    private static Task<bool> LookAsync(RunningServer server) => server.Services.GetRequiredService<WorkPump>().RunDueAsync(TestContext.Current.CancellationToken);

    private sealed class Worker : IWorker
    {
        public string Kind => "test";

        public Queue<Func<DateTimeOffset?>> Next { get; } = new();

        public List<string> Done { get; } = [];

        public Task Wait { get; set; } = Task.CompletedTask;

        public async Task<DateTimeOffset?> RunAsync(HeldWork work, CancellationToken stopping)
        {
            await Wait;
            Done.Add(work.Item.Subject);
            return Next.TryDequeue(out var next) ? next() : null;
        }
    }
}
