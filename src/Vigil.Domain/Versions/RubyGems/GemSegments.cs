namespace Vigil.Domain.Versions.RubyGems;

/// <summary>Walks the runs of digits and of letters of a gem version; a dash yields the word <c>pre</c>.</summary>
internal ref struct GemSegments(ReadOnlySpan<char> version)
{
    private const string Prerelease = "pre";

    private ReadOnlySpan<char> _rest = version;

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly bool IsNumber => char.IsAsciiDigit(Current[0]);

    public readonly bool IsZero => IsNumber && !Current.ContainsAnyExcept('0');

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var first = _rest[0];
            if (char.IsAsciiDigit(first))
            {
                Current = NumericText.TakeDigits(ref _rest);
                return true;
            }

            if (char.IsAsciiLetter(first))
            {
                var length = 1;
                while (length < _rest.Length && char.IsAsciiLetter(_rest[length]))
                {
                    length++;
                }

                Current = _rest[..length];
                _rest = _rest[length..];
                return true;
            }

            _rest = _rest[1..];
            if (first == '-')
            {
                Current = Prerelease;
                return true;
            }
        }

        return false;
    }
}
