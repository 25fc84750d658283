namespace Vigil.Benchmarks;

/// <summary>Choices that are the same in every run.</summary>
internal static class Seeded
{
    /// <summary>FNV-1a over the characters of both texts.</summary>
    public static uint Hash(string text, string purpose)
    {
        var hash = 2_166_136_261u;
        foreach (var character in text.Concat(purpose))
        {
            hash = (hash ^ character) * 16_777_619;
        }

        return hash ^ (hash >> 15);
    }

    /// <summary>Picks one of many, the first ones far more often: few packages are everywhere, most are rare.</summary>
    public static T Popular<T>(this Random random, IReadOnlyList<T> items)
    {
        var place = random.NextDouble();
        return items[(int)(items.Count * place * place * place)];
    }
}
