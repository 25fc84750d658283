namespace Vigil.Domain.Versions.Maven;

/// <summary>Cuts a lower-case Maven version into items and drops those that say nothing.</summary>
internal static class MavenTokens
{
    /// <summary>Most items that a text may have: every character ends an item and may start a list.</summary>
    public static int MostFor(int length) => 2 * length + 2;

    /// <summary>Reads the items that count, last first, into the buffer.</summary>
    /// <returns>How many there are.</returns>
    public static int ReadBackwards(ReadOnlySpan<char> version, Span<MavenToken> tokens)
    {
        var reader = new Reader(version, tokens);
        return Normalize(version, tokens[..reader.Read()]);
    }

    /// <summary>
    /// Keeps, in reverse order, what is not empty: a zero before the end of its list or before a word is dropped, and a list without items.
    /// </summary>
    private static int Normalize(ReadOnlySpan<char> version, Span<MavenToken> tokens)
    {
        tokens.Reverse();
        var kept = 0;
        var next = Next.End;
        var sign = 0;
        foreach (var token in tokens)
        {
            var isZero = token.Item == MavenItem.Number && token.Digits(version).TrimStart('0').IsEmpty;
            var isEmptyList = token.Item == MavenItem.List && next == Next.End;
            if (isEmptyList || isZero && next is Next.End or Next.Word or Next.ListOfWords)
            {
                continue;
            }

            sign = SignOf(token, version, isZero) ?? sign;
            next = token.Item switch
            {
                MavenItem.Word => Next.Word,
                MavenItem.NumberedWord => Next.NumberedWord,
                MavenItem.List when next is Next.Word or Next.NumberedWord => Next.ListOfWords,
                _ => Next.Other,
            };
            tokens[kept] = token with { Sign = sign };
            kept++;
        }

        return kept;
    }

    /// <summary>How an item sorts against the end of the version; <see langword="null"/> where what follows it decides.</summary>
    private static int? SignOf(MavenToken token, ReadOnlySpan<char> version, bool isZero) => token.Item switch
    {
        MavenItem.Number when !isZero => 1,
        MavenItem.Word => MavenQualifier.Rank(token.Word(version), isNumbered: false) switch
        {
            MavenQualifier.Release => null,
            < MavenQualifier.Release => -1,
            _ => 1,
        },
        MavenItem.NumberedWord => MavenQualifier.Rank(token.Word(version), isNumbered: true) < MavenQualifier.Release ? -1 : 1,
        _ => null,
    };

    /// <summary>What stands after an item in the same list.</summary>
    private enum Next
    {
        End,
        Word,
        NumberedWord,
        ListOfWords,
        Other,
    }

    private ref struct Reader(ReadOnlySpan<char> version, Span<MavenToken> tokens)
    {
        private readonly ReadOnlySpan<char> _version = version;
        private readonly Span<MavenToken> _tokens = tokens;
        private int _count;
        private int _start;
        private bool _listIsEmpty = true;
        private bool _isDigit;
        private bool _isNumberedWord;

        public int Read()
        {
            for (var i = 0; i < _version.Length; i++)
            {
                var c = _version[i];
                if (c == '.')
                {
                    AddItem(i);
                    _start = i + 1;
                }
                else if (c == '-')
                {
                    ReadDash(i);
                }
                else if (char.IsAsciiDigit(c))
                {
                    ReadDigit(i);
                }
                else
                {
                    ReadOther(i);
                }
            }

            if (_version.Length > _start)
            {
                // a word at the end sorts as if a dash stood before it
                if (!_isDigit)
                {
                    StartList();
                }

                AddItem(_version.Length);
            }

            return _count;
        }

        private void ReadDash(int position)
        {
            // 'rc-1' is 'rc1'
            if (position > _start && !_isDigit && position + 1 < _version.Length && char.IsAsciiDigit(_version[position + 1]))
            {
                _isNumberedWord = true;
                return;
            }

            AddItem(position);
            _start = position + 1;
            StartList();
        }

        private void ReadDigit(int position)
        {
            if (!_isDigit && position > _start)
            {
                _isNumberedWord = true;
                StartList();
            }

            _isDigit = true;
        }

        private void ReadOther(int position)
        {
            if (_isDigit && position > _start)
            {
                AddItem(position);
                _start = position;
                StartList();
            }

            _isDigit = false;
        }

        private void StartList()
        {
            if (!_listIsEmpty)
            {
                _tokens[_count++] = new MavenToken { Item = MavenItem.List };
                _listIsEmpty = true;
            }
        }

        /// <summary>Adds what stands between the start of the item and its end; nothing there is the number 0.</summary>
        private void AddItem(int end)
        {
            var text = _version[_start..end];
            var word = _isNumberedWord || !_isDigit ? text.TrimEnd("0123456789").TrimEnd('-') : [];
            var digits = _isNumberedWord || _isDigit ? NumericText.DigitRun(text[word.Length..].TrimStart('-')) : 0;
            var isRelease = _isNumberedWord && MavenQualifier.Rank(word, _isNumberedWord) == MavenQualifier.Release;
            _tokens[_count++] = new MavenToken
            {
                Item = word.IsEmpty || isRelease ? MavenItem.Number : _isNumberedWord ? MavenItem.NumberedWord : MavenItem.Word,
                Start = _start,
                WordLength = word.Length,
                DigitsStart = end - digits,
                DigitsLength = digits,
            };
            _listIsEmpty = false;
            _isNumberedWord = false;
        }
    }
}
